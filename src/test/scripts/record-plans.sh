#!/bin/sh
# Makes the plans in src/test/resources/plans that come from the sandbox's seeded repository again, with the terraform
# on the path: plan.json and show.txt (terraform show), plan-stream.ndjson (terraform plan -json), apply.txt.
# The other folders there need configurations of their own and are left alone.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../../.." && pwd)
plans=$root/src/test/resources/plans
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf 'disable_checkpoint = true\nprovider_installation {\n  filesystem_mirror {\n    path = "%s/none"\n  }\n}\n' "$work" \
  > "$work/cli.tfrc"
export TF_CLI_CONFIG_FILE="$work/cli.tfrc" CHECKPOINT_DISABLE=1

# fresh ENVIRONMENT: a new copy of the repository without state, and its directory the current one
fresh() {
  rm -rf "$work/repository"
  cp -R "$root/src/sandbox/resources/repository" "$work/repository"
  cd "$work/repository/environments/$1"
  printf 'terraform {\n  backend "local" {}\n}\n' > backend_override.tf
  terraform init -input=false -no-color > /dev/null
}

# applied ENVIRONMENT: the same, with everything created
applied() {
  fresh "$1"
  terraform apply -input=false -no-color -auto-approve > /dev/null
}

# record NAME [OPTION…]: plans and writes the plan's folder
record() {
  folder=$plans/$1
  shift
  mkdir -p "$folder"
  terraform plan -input=false -json -out=plan "$@" > "$folder/plan-stream.ndjson"
  terraform show -json plan > "$folder/plan.json"
  terraform show -no-color plan > "$folder/show.txt"
}

# apply NAME: applies what was recorded last and keeps what it said
apply() {
  terraform apply -input=false -no-color plan > "$plans/$1/apply.txt"
}

# without KIND NAME FILE: takes one top-level block out of a file
without() {
  sed "/^$1 $2 {/,/^}/d" "$3" > "$3.new"
  mv "$3.new" "$3"
}

fresh dev
record 01-create-all
apply 01-create-all
record 02-no-op
record 03-update-in-place -var app_count=5 -var monitoring_count=2
apply 03-update-in-place
record 04-replace -var ip_range=10.99.0.0/16

applied dev
without resource '"terraform_data" "registry_credentials"' main.tf
record 06-delete-one
apply 06-delete-one

applied dev
record 07-destroy-all -destroy
apply 07-destroy-all

applied dev
record 12-sensitive-variable -var registry_token=dop_v1_supersecret_new

applied dev
without output '"vpc_id"' main.tf
printf '\noutput "added" {\n  value = "new-output"\n}\n' >> main.tf
record 13-output-changes-only
apply 13-output-changes-only

fresh stage
record 33-create-stage
fresh prod
record 34-create-prod
