using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Mothership.ControlPlane.Http;
using Mothership.Domain.Ids;
using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Mothership.Orchestrations.ReconcilePayments;
using Mothership.Payments.Collecting;

namespace Mothership.ControlPlane.Payments;

/// <summary>What staff see of the books.</summary>
public sealed class StaffReportFunctions(
    StaffBilling billing,
    IReconciliationStore reports,
    ReconciliationStarter starter,
    IPaymentProvider provider,
    TimeProvider time
)
{
    private const int ShownRuns = 30;

    /// <summary>What the ledger's accounts stand at, as JSON or CSV.</summary>
    [Function("GetLedgerBalances")]
    public async Task<IActionResult> Balances(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "fleet/v1/ledger/balances")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request);
        var (organization, format) = (query.Optional("organization"), query.Optional("format"));
        if (format is not (null or "json" or "csv"))
            query.Wrong("format", "format must be json or csv.");
        query.ThrowIfAny();
        OrganizationId? whose = organization is null ? null : StaffCreditFunctions.OrganizationOf(organization);
        var balances =
            await billing.BalancesAsync(whose, cancellation) ?? throw Missing.NotFound("organization", organization!);
        var body = BalancesBody.Of(balances);
        return format == "csv"
            ? new Answer(StatusCodes.Status200OK, Encoding.UTF8.GetBytes(body.ToCsv()), [], "text/csv; charset=utf-8")
            : Answer.Ok(body, PaymentJson.Wire.BalancesBody);
    }

    /// <summary>The last comparisons with the payment provider.</summary>
    [Function("ListReconciliations")]
    public async Task<IActionResult> List(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "fleet/v1/reconciliations")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var runs = await reports.RunsAsync(ShownRuns, cancellation);
        return Answer.Ok(
            new ReconciliationsBody(
                "fleet/v1",
                "ReconciliationList",
                [.. runs.Select(run => ReconciliationBody.Of(run, null))]
            ),
            PaymentJson.Wire.ReconciliationsBody
        );
    }

    /// <summary>One comparison with all that it found.</summary>
    [Function("GetReconciliation")]
    public async Task<IActionResult> Get(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "fleet/v1/reconciliations/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        var runs = await reports.RunsAsync(1000, cancellation);
        var run = runs.FirstOrDefault(r => r.Id == id) ?? throw Missing.NotFound("reconciliation", id);
        var differences = new List<Difference>();
        await foreach (var difference in reports.DifferencesAsync(id, cancellation))
            differences.Add(difference);
        return Answer.Ok(ReconciliationBody.Of(run, differences), PaymentJson.Wire.ReconciliationBody);
    }

    /// <summary>Begins one now, besides the one of each night.</summary>
    [Function("StartReconciliation")]
    public async Task<IActionResult> Start(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "fleet/v1/reconciliations")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    )
    {
        await PaymentMethodFunctions.RequireProviderAsync(provider, cancellation);
        // One a minute: who asks twice gets the same.
        var now = time.GetUtcNow();
        var run = $"{now.UtcDateTime:yyyy-MM-dd'T'HHmm}";
        await starter.StartAsync(client, run, cancellation);
        return Answer.Of(
            StatusCodes.Status202Accepted,
            ReconciliationBody.Begun(run, now),
            PaymentJson.Wire.ReconciliationBody
        );
    }
}
