const SIZES = ["Bytes", "Kilobytes", "Megabytes", "Gigabytes", "Terabytes"];
const BITS = ["Bits", "Kilobits", "Megabits", "Gigabits", "Terabits"];
const RATES = [...SIZES, ...BITS, "Count"].map((unit) => `${unit}/Second`);

/** API models logs 2014-03-28 and cloudwatch 2010-08-01: StandardUnit. */
export const UNITS = [
  ...["Seconds", "Microseconds", "Milliseconds", "Percent", "Count", "None"],
  ...SIZES,
  ...BITS,
  ...RATES,
];
