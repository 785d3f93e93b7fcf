using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stripe.Infrastructure;

/// <summary>An object of a kind that only its member "object" tells; null where the kind is not known here.</summary>
internal sealed class AnyObjectConverter : JsonConverterFactory
{
    private static readonly FrozenDictionary<string, Type> Kinds = new Dictionary<string, Type>
    {
        ["balance_transaction"] = typeof(BalanceTransaction),
        ["billing_portal.session"] = typeof(BillingPortal.Session),
        ["charge"] = typeof(Charge),
        ["checkout.session"] = typeof(Checkout.Session),
        ["credit_note"] = typeof(CreditNote),
        ["credit_note_line_item"] = typeof(CreditNoteLineItem),
        ["customer"] = typeof(Customer),
        ["customer_balance_transaction"] = typeof(CustomerBalanceTransaction),
        ["dispute"] = typeof(Dispute),
        ["event"] = typeof(Event),
        ["invoice"] = typeof(Invoice),
        ["invoiceitem"] = typeof(InvoiceItem),
        ["invoice_payment"] = typeof(InvoicePayment),
        ["line_item"] = typeof(InvoiceLineItem),
        ["payment_intent"] = typeof(PaymentIntent),
        ["payment_method"] = typeof(PaymentMethod),
        ["refund"] = typeof(Refund),
        ["setup_intent"] = typeof(SetupIntent),
    }.ToFrozenDictionary();

    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.GetTypeInfo() is { IsInterface: true, Assembly: var home }
        && home == typeof(AnyObjectConverter).Assembly;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert));

    private sealed class Converter<T> : JsonConverter<T>
        where T : class
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var element = JsonElement.ParseValue(ref reader);
            return
                element.TryGetProperty("object", out var kind)
                && Kinds.TryGetValue(kind.GetString() ?? "", out var type)
                && typeof(T).IsAssignableFrom(type)
                ? (T)element.Deserialize(type, options)
                : null;
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value, value.GetType(), options);
    }
}
