import type { ResourceType } from "../../resource-type";
import { userPoolClient } from "./client";
import { userPoolDomain } from "./domain";
import { userPool } from "./user-pool";

export const types: readonly ResourceType[] = [userPool, userPoolClient, userPoolDomain];
