variable "organization" {
  type        = string
  description = "The HCP Terraform organisation."
  nullable    = false
}

variable "repository" {
  type        = object({ name = string, id = number })
  description = "The GitHub repository with this folder: its name without the owner, and its numeric id."
  nullable    = false
}

variable "tidegate_url" {
  type        = string
  description = "Where Tidegate is reached from outside, https:// and the host; null while it is not running yet."
  default     = null
}

variable "notification_secret" {
  type        = string
  description = "Key with which HCP Terraform signs notifications, 32 random characters or more."
  default     = null
  sensitive   = true
  ephemeral   = true
}

variable "doppler" {
  type        = object({ project = string, integration = string })
  description = "The Doppler project with the environments' credentials, and the slug of its integration with HCP Terraform."
  nullable    = false
}
