using Mothership.Domain.Ids;
using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;

namespace Mothership.Payments.Collecting;

/// <summary>What became of a message of the provider.</summary>
/// <param name="IsGenuine">Whether it was the provider's.</param>
/// <param name="Row">The payment that it was about, after a look; null when it was about something else.</param>
public sealed record NoticeOutcome(bool IsGenuine, InvoicePayment? Row = null);

/// <summary>
/// Takes the provider's messages: kept first, then nothing but an occasion to look. So a message that comes twice, late
/// or in another order changes nothing, and one about somebody else's business does no harm.
/// </summary>
public sealed class NoticeHandler(
    INoticeStore notices,
    IPaymentProvider provider,
    InvoiceCollector collector,
    PaymentAccounts accounts
)
{
    /// <summary>Takes one.</summary>
    /// <param name="body">As it came.</param>
    /// <param name="signature">Of the body.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="PaymentProviderException">The provider does not answer: it shall send it again.</exception>
    public async Task<NoticeOutcome> HandleAsync(string body, string signature, CancellationToken cancellation)
    {
        if (await provider.ReadNoticeAsync(body, signature, cancellation) is not { } notice || !IsKey(notice.Id))
            return new(false);
        if (!await notices.RecordAsync(notice, cancellation))
            return new(true);
        var row = await ActAsync(notice, cancellation);
        await notices.CompleteAsync(notice, cancellation);
        return new(true, row);
    }

    private async Task<InvoicePayment?> ActAsync(ProviderNotice notice, CancellationToken cancellation)
    {
        if (!await provider.IsConfiguredAsync(cancellation))
            return null;
        if (await provider.FindSubjectAsync(notice, cancellation) is not { } subject || !IsKey(subject.Organization))
            return null;
        var scope = SystemScope.For(new OrganizationId(subject.Organization));
        if (subject.Invoice is { } invoice && IsKey(invoice))
            return await collector.LookAsync(scope, invoice, cancellation);
        if (subject.Invoice is null)
            await accounts.RefreshMethodAsync(scope, cancellation);
        return null;
    }

    private static bool IsKey(string text) =>
        text.Length is > 0 and <= 255 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
