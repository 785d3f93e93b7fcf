variable "name" {
  type        = string
  description = "Name of the function app, unique in Azure, at most 32 characters; what belongs to it is called after it."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "The name must be 3 to 32 lower-case letters, digits and hyphens."
  }
}

variable "storage_name" {
  type        = string
  description = "Name of the storage account that the Functions host works on, unique in Azure."

  validation {
    condition     = can(regex("^[a-z0-9]{3,24}$", var.storage_name))
    error_message = "The name must be 3 to 24 lower-case letters and digits."
  }
}

variable "resource_group_name" {
  type        = string
  description = "Resource group that the app goes into."
}

variable "location" {
  type        = string
  description = "Azure location of the app."
}

variable "identity" {
  type = object({
    id           = string
    client_id    = string
    principal_id = string
  })
  description = "The user-assigned identity that the app is."
}

variable "deployer_object_id" {
  type        = string
  description = "Object id of whoever applies this: gets the right to upload the package."
}

variable "package" {
  type        = string
  description = "Path of the zip with the published app."
}

variable "settings" {
  type        = map(string)
  description = "The app's own settings, as the app reads them; secrets only as references to a vault."
}

variable "host_roles" {
  type        = list(string)
  description = "What the app may do with the host's storage account; durable orchestrations need queues and tables too."
}

variable "plan" {
  type = object({
    sku               = optional(string, "EP1")
    minimum_instances = optional(number, 1)
    maximum_instances = optional(number, 5)
  })
  default     = {}
  description = "Size of the Elastic Premium plan. At least one instance always runs: timers and consumers need it."

  validation {
    condition     = var.plan.minimum_instances >= 1 && var.plan.maximum_instances >= var.plan.minimum_instances
    error_message = "At least one instance has to run always, and the maximum cannot be below the minimum."
  }
}

variable "address_space" {
  type        = string
  default     = "10.90.0.0/24"
  description = "Addresses of the app's own network, which nothing else is in."
}

variable "log_analytics_workspace_id" {
  type        = string
  description = "Where Application Insights keeps what the app tells."
}

variable "health_check_path" {
  type        = string
  default     = null
  description = "Path that answers 200 while an instance is well; null for an app that serves none."
}

variable "dns" {
  type = object({
    zone                = string
    resource_group_name = string
    record              = string
  })
  default     = null
  description = "The zone and the record under which the app is to be reached; null for Azure's own name only."
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of everything that is made here."
}
