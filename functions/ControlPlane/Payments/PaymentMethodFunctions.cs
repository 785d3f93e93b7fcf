using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Errors;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Payments.Collecting;

namespace Mothership.ControlPlane.Payments;

/// <summary>How the caller's organisation pays.</summary>
public sealed class PaymentMethodFunctions(
    IPaymentProvider provider,
    PaymentAccounts accounts,
    PaymentDefaults defaults,
    IdempotentPost posts,
    Links links,
    IIdSource ids
)
{
    private const int UrlLength = 2000;

    /// <summary>A page on which to enter a payment method. What is entered never passes through here.</summary>
    [Function("CreatePaymentMethodSetup")]
    public async Task<IActionResult> Create(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "billing/v1/payment-method")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        using var body = await RequestBody.ReadOptionalAsync(request, cancellation);
        var faults = new BodyFaults();
        var text = ObjectReader.Of(body.Root, faults).Text("return_url") ?? links.To(request, "/docs");
        if (!IsWebAddress(text, out var back))
            faults.Invalid("/return_url", $"return_url is an http or https address of at most {UrlLength} characters.");
        faults.ThrowIfAny();
        await RequireProviderAsync(provider, cancellation);
        return await posts.RunAsync(request, body, PrefixedId.New("pms-", ids), Begin, cancellation);

        async Task<Answer> Begin(PostClaim claim)
        {
            var tenant = request.Scope().Tenant;
            var account = await accounts.EnsureAsync(tenant, cancellation);
            var order = new SetupOrder(account.Customer!, claim.ResourceId, back!, defaults.Currency);
            var page = await provider.BeginSetupAsync(tenant, order, cancellation);
            return Answer.Of(
                StatusCodes.Status201Created,
                PaymentSetupBody.Of(page),
                PaymentJson.Wire.PaymentSetupBody
            );
        }
    }

    /// <summary>How it pays now; without a type while it has not said.</summary>
    [Function("GetPaymentMethod")]
    public async Task<IActionResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "billing/v1/payment-method")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var method = await provider.IsConfiguredAsync(cancellation)
            ? await accounts.RefreshMethodAsync(request.Scope().Tenant, cancellation)
            : null;
        return Answer.Ok(PaymentMethodBody.Of(method), PaymentJson.Wire.PaymentMethodBody);
    }

    /// <summary>Refuses what needs the provider where there is no key for it.</summary>
    internal static async Task RequireProviderAsync(IPaymentProvider provider, CancellationToken cancellation)
    {
        if (!await provider.IsConfiguredAsync(cancellation))
            throw new MothershipException(
                ErrorKind.Conflict,
                "payments_off",
                "This installation charges nothing: it has no key of a payment provider. Invoices stay not_charged."
            );
    }

    private static bool IsWebAddress(string text, out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address)
        && text.Length <= UrlLength
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);
}

/// <summary>What a customer's payment begins with; configuration section <c>Payments</c>.</summary>
public sealed record PaymentDefaults
{
    /// <summary>The currency of the page on which a payment method is entered, ISO 4217.</summary>
    public string Currency { get; init; } = "USD";
}
