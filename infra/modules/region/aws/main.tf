resource "aws_eks_cluster" "region" {
  region   = var.region
  name     = var.name
  role_arn = aws_iam_role.eks["cluster"].arn
  tags     = var.tags

  access_config {
    authentication_mode                         = "API"
    bootstrap_cluster_creator_admin_permissions = true
  }

  vpc_config {
    subnet_ids              = concat(values(aws_subnet.public)[*].id, values(aws_subnet.nodes)[*].id)
    endpoint_public_access  = true
    endpoint_private_access = true
    public_access_cidrs     = var.authorised
  }

  depends_on = [aws_iam_role_policy_attachment.eks]
}

# Network policies keep customers apart: without an engine that enforces them they would only be there to look at.
resource "aws_eks_addon" "network" {
  region               = var.region
  cluster_name         = aws_eks_cluster.region.name
  addon_name           = "vpc-cni"
  configuration_values = jsonencode({ enableNetworkPolicy = "true" })
  tags                 = var.tags
}

resource "aws_eks_addon" "pod_identity" {
  region       = var.region
  cluster_name = aws_eks_cluster.region.name
  addon_name   = "eks-pod-identity-agent"
  tags         = var.tags
}

resource "aws_eks_node_group" "brokers" {
  region          = var.region
  cluster_name    = aws_eks_cluster.region.name
  node_group_name = "brokers"
  node_role_arn   = aws_iam_role.eks["nodes"].arn
  subnet_ids      = values(aws_subnet.nodes)[*].id
  instance_types  = [coalesce(var.nodes.size, "m6i.xlarge")]
  tags            = var.tags

  scaling_config {
    min_size     = var.nodes.minimum
    max_size     = var.nodes.maximum
    desired_size = var.nodes.minimum
  }

  update_config {
    max_unavailable = 1
  }

  lifecycle {
    # An autoscaler of the cluster decides this from then on.
    ignore_changes = [scaling_config[0].desired_size]
  }

  depends_on = [aws_iam_role_policy_attachment.eks, aws_eks_addon.network]
}

# Brokers keep their data on volumes, which this driver makes.
resource "aws_eks_addon" "volumes" {
  region       = var.region
  cluster_name = aws_eks_cluster.region.name
  addon_name   = "aws-ebs-csi-driver"
  tags         = var.tags

  pod_identity_association {
    role_arn        = aws_iam_role.eks["volumes"].arn
    service_account = "ebs-csi-controller-sa"
  }

  depends_on = [aws_eks_node_group.brokers, aws_eks_addon.pod_identity]
}
