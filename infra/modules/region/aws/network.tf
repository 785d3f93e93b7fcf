data "aws_availability_zones" "available" {
  region = var.region
  state  = "available"

  filter {
    name   = "opt-in-status"
    values = ["opt-in-not-required"]
  }
}

locals {
  zones = { for i, zone in slice(data.aws_availability_zones.available.names, 0, 3) : zone => i }
}

resource "aws_vpc" "nodes" {
  region               = var.region
  cidr_block           = var.address_space
  enable_dns_hostnames = true
  tags                 = merge(var.tags, { Name = var.name })
}

resource "aws_internet_gateway" "nodes" {
  region = var.region
  vpc_id = aws_vpc.nodes.id
  tags   = merge(var.tags, { Name = var.name })
}

# For load balancers and the gateways: nodes have no address of their own.
resource "aws_subnet" "public" {
  for_each = local.zones

  region            = var.region
  vpc_id            = aws_vpc.nodes.id
  availability_zone = each.key
  cidr_block        = cidrsubnet(var.address_space, 4, each.value)
  tags              = merge(var.tags, { Name = "${var.name}-public-${each.key}", "kubernetes.io/role/elb" = "1" })
}

resource "aws_subnet" "nodes" {
  for_each = local.zones

  region            = var.region
  vpc_id            = aws_vpc.nodes.id
  availability_zone = each.key
  cidr_block        = cidrsubnet(var.address_space, 4, each.value + 3)
  tags              = merge(var.tags, { Name = "${var.name}-nodes-${each.key}", "kubernetes.io/role/internal-elb" = "1" })
}

resource "aws_eip" "out" {
  for_each = local.zones

  region = var.region
  domain = "vpc"
  tags   = merge(var.tags, { Name = "${var.name}-${each.key}" })
}

resource "aws_nat_gateway" "out" {
  for_each = local.zones

  region        = var.region
  allocation_id = aws_eip.out[each.key].id
  subnet_id     = aws_subnet.public[each.key].id
  tags          = merge(var.tags, { Name = "${var.name}-${each.key}" })

  depends_on = [aws_internet_gateway.nodes]
}

resource "aws_route_table" "public" {
  region = var.region
  vpc_id = aws_vpc.nodes.id
  tags   = merge(var.tags, { Name = "${var.name}-public" })

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.nodes.id
  }
}

resource "aws_route_table_association" "public" {
  for_each = aws_subnet.public

  region         = var.region
  subnet_id      = each.value.id
  route_table_id = aws_route_table.public.id
}

resource "aws_route_table" "nodes" {
  for_each = aws_nat_gateway.out

  region = var.region
  vpc_id = aws_vpc.nodes.id
  tags   = merge(var.tags, { Name = "${var.name}-nodes-${each.key}" })

  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = each.value.id
  }
}

resource "aws_route_table_association" "nodes" {
  for_each = aws_subnet.nodes

  region         = var.region
  subnet_id      = each.value.id
  route_table_id = aws_route_table.nodes[each.key].id
}
