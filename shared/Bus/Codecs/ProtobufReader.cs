using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using Mothership.Bus.Records;

namespace Mothership.Bus.Codecs;

/// <summary>Reads a record in the order that every message shares: envelope, protobuf, fields, routing.</summary>
internal static class ProtobufReader
{
    public static Parsed<T> Read<TMessage, T>(
        BusRecord record,
        string kind,
        MessageParser<TMessage> parser,
        Func<TMessage, FieldReader, T> fields,
        Func<T, ParseFailure?> check
    )
        where TMessage : class, IMessage<TMessage>
        where T : class
    {
        if (Envelope.Check(record, kind) is { } wrong)
            return Parsed<T>.Failed(wrong);
        if (!TryParse(record.Value, parser, out var message))
            return Parsed<T>.Failed(new(ParseReasons.InvalidProtobuf, "The value is cut off or not a message."));
        var reader = new FieldReader();
        var value = fields(message, reader);
        var failure = reader.Failure ?? check(value);
        return failure is null ? Parsed<T>.Of(value) : Parsed<T>.Failed(failure);
    }

    private static bool TryParse<TMessage>(
        byte[]? bytes,
        MessageParser<TMessage> parser,
        [NotNullWhen(true)] out TMessage? message
    )
        where TMessage : class, IMessage<TMessage>
    {
        message = null;
        if (bytes is null)
            return false;
        try
        {
            message = parser.ParseFrom(bytes);
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }
    }
}
