module "mothership" {
  source = "../../modules/mothership"

  prefix   = "ms"
  location = "westeurope"
  package  = var.control_plane_package
  dns_zone = "kafka.example.com"

  bus = {
    bootstrap_servers = var.bus_bootstrap_servers
  }
}

# A region is one block. Its first heartbeat makes it known; nothing of the control plane changes.

module "azure_eastus" {
  source = "../../modules/region"

  mothership     = module.mothership.for_regions
  cloud          = "azure"
  region         = "eastus"
  azure_location = "eastus"
  package        = var.region_package
  administrators = var.administrators
}

module "aws_us_west_2" {
  source = "../../modules/region"

  mothership     = module.mothership.for_regions
  cloud          = "aws"
  region         = "us-west-2"
  azure_location = "westus2"
  package        = var.region_package
  administrators = var.administrators
}

module "gcp_europe_west1" {
  source = "../../modules/region"

  mothership     = module.mothership.for_regions
  cloud          = "gcp"
  region         = "europe-west1"
  azure_location = "westeurope"
  gcp_project    = var.gcp_project
  package        = var.region_package
  administrators = var.administrators
}
