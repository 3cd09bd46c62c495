import {
  daemonTask,
  express,
  MALFORMED_CONTAINERS,
  task,
  UNKNOWN,
  UNKNOWN_CONTAINERS,
  type Vectors,
} from "../../lib/vectors";

const web = (more: object): Record<string, unknown> => ({ name: "web", image: "web", ...more });

export default {
  pass: {
    "a command without secrets": task([
      web({ command: ["gunicorn", "--bind", "0.0.0.0:4567", "--access-logfile", "-", "app:app"] }),
    ]),
    "a command that reads the variable": task([
      web({ command: ["sh", "-c", "exec app --password $DB_PASSWORD"] }),
    ]),
    "a health check": task([
      web({ healthCheck: { command: ["CMD-SHELL", "curl -f http://localhost:4567/ || exit 1"] } }),
    ]),
    "a flag that names a file": task([
      web({ command: ["app", "--password-file", "/run/secrets/db"] }),
    ]),
    "a log option by reference": task([
      web({
        logConfiguration: {
          logDriver: "splunk",
          secretOptions: [{ name: "splunk-token", valueFrom: "/splunk/token" }],
        },
      }),
    ]),
    "an environment is another rule's": task([
      web({ environment: [{ name: "DB_PASSWORD", value: "hunter2" }] }),
    ]),
  },
  fail: {
    "a flag with its value": [
      task([web({ command: ["app", "--db-password=hunter2"] })]),
      [
        'Container "web": containerDefinitions[0].command[1] looks like a password; expected no secret.',
      ],
    ],
    "a flag, then its value": [
      daemonTask([web({ commands: ["app", "--db-password", "hunter2"] })]),
      [
        'Container "web": containerDefinitions[0].commands[2] looks like a password; expected no secret.',
      ],
    ],
    "a variable in a shell's command": [
      task([web({ entryPoint: ["sh", "-c", "PGPASSWORD=hunter2 psql -h db"] })]),
      [
        'Container "web": containerDefinitions[0].entryPoint[2] looks like a password; expected no secret.',
      ],
    ],
    "a token in a health check": [
      express({
        image: "web",
        commands: ["curl -H 'Authorization: Bearer 8Qx2Lw9Zk4Vt8Rn1Ys6Ab' localhost"],
      }),
      [
        "The primary container: primaryContainer.commands[0] looks like an authorization header; expected no secret.",
      ],
    ],
    "a label": [
      task([web({ dockerLabels: { "com.example.api-key": "b7Qx2Lw9Zk4Vt8Rn1Ys6" } })]),
      [
        'Container "web": containerDefinitions[0].dockerLabels.com.example.api-key ("com.example.api-key") looks like a secret; expected no secret.',
      ],
    ],
    "a log option": [
      task([
        web({
          logConfiguration: {
            logDriver: "splunk",
            options: { "splunk-token": "0f8a1c5e9b7d3f2a4c6e8b0d1f3a5c7e" },
          },
        }),
      ]),
      [
        'Container "web": containerDefinitions[0].logConfiguration.options.splunk-token ("splunk-token") looks like a secret; expected no secret.',
      ],
    ],
  },
  unknown: {
    ...UNKNOWN_CONTAINERS,
    "one argument waits": [
      daemonTask([web({ commands: ["app", UNKNOWN] })]),
      ["containerDefinitions[0].commands[1]"],
    ],
  },
  malformed: MALFORMED_CONTAINERS,
} satisfies Vectors;
