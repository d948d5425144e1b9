#!/bin/sh
# Makes blockkit.schema.json from Slack's own types (npm @slack/types 3.2.0, MIT).
# Run it in an empty folder that has npm; copy the file it writes beside this script.
set -eu
npm i ts-json-schema-generator@2 @slack/types@3.2.0
cat > tsconfig.json <<'EOF'
{"compilerOptions":{"module":"nodenext","moduleResolution":"nodenext","target":"es2022","strict":true,"skipLibCheck":true}}
EOF
cat > payload.ts <<'EOF'
import type { KnownBlock, ModalView, HomeView, EntityMetadata } from '@slack/types';
export type Message = { blocks: KnownBlock[] };
export type Modal = ModalView;
export type Home = HomeView;
export type Entity = EntityMetadata;
export type All = { message: Message, modal: Modal, home: Home, entity: Entity };
EOF
npx ts-json-schema-generator --tsconfig tsconfig.json --path payload.ts --type All --expose all --no-type-check -o blockkit.schema.json
