variable "name" {
  type        = string
  description = "Name of the Kubernetes cluster."
}

variable "region" {
  type        = string
  description = "The region as its cloud calls it."
}

variable "address_space" {
  type        = string
  description = "Addresses of the network that is made for the nodes."
}

variable "authorised" {
  type        = list(string)
  description = "Addresses (CIDR) that may reach the API server."
}

variable "nodes" {
  type = object({
    minimum = number
    maximum = number
    size    = optional(string)
  })
  description = "How many nodes of which size."
}

variable "project" {
  type        = string
  description = "The Google Cloud project."
}

variable "labels" {
  type        = map(string)
  description = "Labels of the cluster and its nodes."
}
