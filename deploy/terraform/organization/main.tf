module "workspaces" {
  source              = "../modules/workspaces"
  organization        = var.organization
  repository          = var.repository
  terraform_version   = "1.11.4"
  tidegate_url        = var.tidegate_url
  notification_secret = var.notification_secret
  doppler             = var.doppler

  environments = {
    dev   = { directory = "deploy/terraform/environments/dev", doppler_config = "dev", plan_json = "redacted", destroyable = true }
    stage = { directory = "deploy/terraform/environments/stage", doppler_config = "stg", plan_json = "redacted" }
    prod  = { directory = "deploy/terraform/environments/prod", doppler_config = "prd", plan_json = "full" }
  }
}
