variable "azure_subscription_id" {
  type        = string
  description = "The Azure subscription that everything goes into."
}

variable "gcp_project" {
  type        = string
  description = "The Google Cloud project of the regions on gcp."
}

variable "bus_bootstrap_servers" {
  type        = string
  description = "The central Kafka cluster, host:port,…"
}

variable "bus_administrator" {
  type        = string
  description = "The user that may make topics and ACLs there; its password is in the environment, KAFKA_SASL_PASSWORD."
}

variable "administrators" {
  type        = list(string)
  description = "Addresses (CIDR) from which the Kubernetes API servers can be administered; Terraform runs at one of them."
}

variable "control_plane_package" {
  type        = string
  default     = "../../../.dev/publish/control-plane.zip"
  description = "The published control plane."
}

variable "region_package" {
  type        = string
  default     = "../../../.dev/publish/region.zip"
  description = "The published region app, the same for all regions."
}
