using Mothership.Domain.Operations;

namespace Mothership.Orchestrations.Steps;

/// <summary>The names of the steps that a customer reads in an operation, and their order. Stable.</summary>
public static class StepNames
{
    /// <summary>Tell the region what is wanted.</summary>
    public const string Publish = "publish-desired-state";

    /// <summary>Wait until the region has it.</summary>
    public const string AwaitRegion = "await-region";

    /// <summary>Make the new cluster usable.</summary>
    public const string Activate = "activate-cluster";

    /// <summary>Make the new kind or size count.</summary>
    public const string Apply = "apply-config";

    /// <summary>Write the change into the event table.</summary>
    public const string RecordBilling = "record-billing";

    /// <summary>Make the suspension count.</summary>
    public const string Suspend = "suspend-cluster";

    /// <summary>Make the resumption count.</summary>
    public const string Resume = "resume-cluster";

    /// <summary>Forget the cluster.</summary>
    public const string Remove = "remove-cluster";

    /// <summary>Begin the Schema Registry of the cluster's environment, if it has none.</summary>
    public const string BringRegistry = "bring-schema-registry";

    /// <summary>Make the cluster's services be suspended, or run, as it is.</summary>
    public const string CarryServices = "carry-services";

    /// <summary>Delete what works on the cluster.</summary>
    public const string RetireServices = "retire-services";

    /// <summary>Make the new service usable.</summary>
    public const string ActivateService = "activate-service";

    /// <summary>Make the change of the service count.</summary>
    public const string ApplyService = "apply-service";

    /// <summary>Forget the service.</summary>
    public const string RemoveService = "remove-service";

    /// <summary>The steps of a kind of operation, in order.</summary>
    public static IReadOnlyList<string> PlanOf(OperationKind kind) =>
        kind switch
        {
            OperationKind.ClusterCreate => CreatePlan,
            OperationKind.ClusterUpdate => UpdatePlan,
            OperationKind.ClusterDelete => DeletePlan,
            OperationKind.ClusterSuspend => SuspendPlan,
            OperationKind.ClusterResume => ResumePlan,
            OperationKind.ServiceCreate => CreateServicePlan,
            OperationKind.ServiceUpdate => UpdateServicePlan,
            OperationKind.ServiceDelete => DeleteServicePlan,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };

    private static readonly string[] CreatePlan = [Publish, AwaitRegion, Activate, RecordBilling, BringRegistry];
    private static readonly string[] UpdatePlan = [Publish, AwaitRegion, Apply, RecordBilling];
    private static readonly string[] DeletePlan = [RecordBilling, RetireServices, Publish, AwaitRegion, Remove];
    private static readonly string[] SuspendPlan = [Publish, AwaitRegion, Suspend, RecordBilling, CarryServices];
    private static readonly string[] ResumePlan = [Publish, AwaitRegion, Resume, RecordBilling, CarryServices];
    private static readonly string[] CreateServicePlan = [Publish, AwaitRegion, ActivateService, RecordBilling];
    private static readonly string[] UpdateServicePlan = [Publish, AwaitRegion, ApplyService, RecordBilling];
    private static readonly string[] DeleteServicePlan = [RecordBilling, Publish, AwaitRegion, RemoveService];
}
