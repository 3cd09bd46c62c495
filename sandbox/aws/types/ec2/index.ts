import type { ResourceType } from "../../resource-type";
import { eip } from "./eip";
import { flowLog } from "./flow-log";
import { vpcEndpointRouteTableAssociation } from "./gateway-endpoint";
import { internetGateway, internetGatewayAttachment } from "./internet-gateway";
import { launchTemplate } from "./launch-template";
import { natGateway } from "./nat-gateway";
import { networkAcl, networkAclRule } from "./network-acl";
import { route } from "./route";
import { mainRouteTableAssociation, routeTable, routeTableAssociation } from "./route-table";
import { defaultSecurityGroup, securityGroup } from "./security-group";
import {
  securityGroupEgressRule,
  securityGroupIngressRule,
  securityGroupRule,
} from "./security-group-rule";
import { subnet } from "./subnet";
import { vpc } from "./vpc";
import { vpcEndpoint } from "./vpc-endpoint";

export { invokes } from "./invokes";

/** The simulated resources of EC2's network. */
export const types: readonly ResourceType[] = [
  defaultSecurityGroup,
  eip,
  flowLog,
  internetGateway,
  internetGatewayAttachment,
  launchTemplate,
  mainRouteTableAssociation,
  natGateway,
  networkAcl,
  networkAclRule,
  route,
  routeTable,
  routeTableAssociation,
  securityGroup,
  securityGroupEgressRule,
  securityGroupIngressRule,
  securityGroupRule,
  subnet,
  vpc,
  vpcEndpoint,
  vpcEndpointRouteTableAssociation,
];
