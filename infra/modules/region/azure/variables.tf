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

variable "resource_group_name" {
  type        = string
  description = "Resource group that the cluster goes into."
}

variable "deployer_object_id" {
  type        = string
  description = "Object id of whoever applies this: becomes administrator of the cluster."
}

variable "tags" {
  type        = map(string)
  description = "Tags of everything that is made here."
}
