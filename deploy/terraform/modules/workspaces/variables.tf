variable "organization" {
  type        = string
  description = "The HCP Terraform organisation."
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{3,40}$", var.organization))
    error_message = "An organisation's name is made of letters, digits, hyphens and underscores."
  }
}

variable "repository" {
  type        = object({ name = string, id = number })
  description = "The GitHub repository that may use the workspaces: its name without the owner, and its numeric id (gh api repos/OWNER/NAME --jq .id)."
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_.-]{1,100}$", var.repository.name)) && !strcontains(var.repository.name, "/")
    error_message = "The name goes without the owner."
  }

  validation {
    condition     = var.repository.id > 0 && floor(var.repository.id) == var.repository.id
    error_message = "The id is the number that GitHub gives the repository."
  }
}

variable "environments" {
  type = map(object({
    directory      = string
    doppler_config = string
    plan_json      = string
    destroyable    = optional(bool, false)
  }))
  description = <<-E
    The environments by name, as in the repository's tidegate.yml. directory: the root module, from the repository's
    root. doppler_config: where its credentials come from. plan_json: full makes the team an administrator of the
    workspace, which HCP Terraform demands for a plan's full JSON; redacted lets it plan and apply, and no more.
    destroyable: whether HCP Terraform accepts a run that destroys everything.
  E
  nullable    = false

  validation {
    condition     = alltrue([for name in keys(var.environments) : can(regex("^[a-z0-9][a-z0-9_-]{0,62}$", name))])
    error_message = "Names are made of lower-case letters, digits, hyphens and underscores."
  }

  validation {
    condition     = alltrue([for one in var.environments : contains(["full", "redacted"], one.plan_json)])
    error_message = "plan_json is full or redacted."
  }

  validation {
    condition     = alltrue([for one in var.environments : !startswith(one.directory, "/") && !strcontains(one.directory, "..")])
    error_message = "directory is relative to the repository's root and stays in it."
  }

  validation {
    condition     = length(distinct([for one in var.environments : one.doppler_config])) == length(var.environments)
    error_message = "Each environment has a Doppler config of its own: one for several would open them all to each."
  }
}

variable "terraform_version" {
  type        = string
  description = "The exact version of Terraform in the workspaces. A constraint could make the apply run another one than the plan."
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]+\\.[0-9]+\\.[0-9]+$", var.terraform_version))
    error_message = "An exact version, for example 1.11.4."
  }
}

variable "team" {
  type        = string
  description = "Name of the team whose token is Tidegate's."
  default     = "tidegate"
  nullable    = false
}

variable "tidegate_url" {
  type        = string
  description = "Where Tidegate is reached from outside; null while it is not running yet. HCP Terraform asks it before it keeps a notification."
  default     = null

  validation {
    condition     = var.tidegate_url == null || can(regex("^https://[^/?#]+$", var.tidegate_url))
    error_message = "https:// and the host, without a path."
  }
}

variable "notification_secret" {
  type        = string
  description = "Key with which HCP Terraform signs notifications; TIDEGATE_TERRAFORM_NOTIFICATION_SECRET of the server. Not kept in the state."
  default     = null
  sensitive   = true
  ephemeral   = true

  validation {
    condition     = var.tidegate_url == null || try(length(var.notification_secret) >= 32, false)
    error_message = "At least 32 random characters wherever tidegate_url is given."
  }
}

variable "doppler" {
  type        = object({ project = string, integration = string })
  description = "The Doppler project with the environments' credentials, and the slug of its integration with HCP Terraform, which is made once in Doppler's page."
  nullable    = false
}
