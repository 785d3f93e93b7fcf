locals {
  # One of the three modules below has made it.
  kubernetes = one(concat(module.azure[*].connection, module.aws[*].connection, module.gcp[*].connection))

  # The worker comes from one address, whichever cloud its Kubernetes is in.
  authorised = concat(["${module.app.outbound_address}/32"], var.administrators)

  strimzi_namespace = "strimzi"
  worker_namespace  = "mothership-system"
}

module "azure" {
  source = "./azure"
  count  = var.cloud == "azure" ? 1 : 0

  name                = local.name
  region              = var.region
  resource_group_name = azurerm_resource_group.region.name
  deployer_object_id  = data.azurerm_client_config.current.object_id
  address_space       = var.address_space
  authorised          = local.authorised
  nodes               = var.nodes
  tags                = var.tags
}

module "aws" {
  source = "./aws"
  count  = var.cloud == "aws" ? 1 : 0

  name          = local.name
  region        = var.region
  address_space = var.address_space
  authorised    = local.authorised
  nodes         = var.nodes
  tags          = var.tags
}

module "gcp" {
  source = "./gcp"
  count  = var.cloud == "gcp" ? 1 : 0

  name          = local.name
  region        = var.region
  project       = var.gcp_project
  address_space = var.address_space
  authorised    = local.authorised
  nodes         = var.nodes
  labels        = var.tags
}

resource "helm_release" "strimzi" {
  name             = "strimzi"
  namespace        = local.strimzi_namespace
  create_namespace = true
  repository       = "oci://quay.io/strimzi-helm"
  chart            = "strimzi-kafka-operator"
  version          = "1.2.0"
  atomic           = true

  values = [yamlencode({
    watchAnyNamespace = true
    replicas          = 2
  })]
}

# The worker's account in Kubernetes and what it may do there: the same file that the tests run the operator under.
resource "helm_release" "worker" {
  name             = "mothership-worker"
  namespace        = local.worker_namespace
  create_namespace = true
  chart            = "${path.module}/../../kubernetes/manifests"
  atomic           = true

  values = [yamlencode({
    documents = join("\n---\n", [
      file("${path.module}/../../kubernetes/worker-rbac.yaml"),
      file("${path.module}/../../kubernetes/worker-account.yaml"),
    ])
  })]

  depends_on = [helm_release.strimzi]
}
