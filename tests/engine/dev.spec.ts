import { describeLifecycle } from "./lifecycle";

describeLifecycle({ stack: "dev", isProtected: false });
