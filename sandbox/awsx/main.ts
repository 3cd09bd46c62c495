import { main } from "@pulumi/pulumi/provider";
import { AwsxProvider } from "./provider";

// The entry of the child process: prints its port on the first line of standard output and serves until it is ended.
void main(new AwsxProvider(), []);

// The parent holds the other end of standard input: when the parent is gone, however it ended, so is this process.
process.stdin.on("end", () => process.exit()).resume();
