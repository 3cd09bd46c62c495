import { describeLifecycle } from "./lifecycle";

describeLifecycle({ stack: "prod", isProtected: true });
