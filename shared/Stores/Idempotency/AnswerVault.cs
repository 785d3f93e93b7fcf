using System.Security.Cryptography;
using System.Text;
using Mothership.Domain.Errors;
using Mothership.Domain.Ids;

namespace Mothership.Stores.Idempotency;

/// <summary>
/// Encrypts what is kept for an Idempotency-Key, because an answer may show a secret. The key is made from the
/// application's pepper and the Idempotency-Key's own value, which is not stored: so neither the table nor the pepper
/// alone gives anything away.
/// </summary>
internal sealed class AnswerVault
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int MinPepperLength = 16;
    private readonly byte[] _pepper;
    private readonly IIdSource _random;

    public AnswerVault(string pepper, IIdSource random)
    {
        if (pepper.Length < MinPepperLength)
            throw new ArgumentException($"IdempotencyPepper must have at least {MinPepperLength} characters.");
        (_pepper, _random) = (Encoding.UTF8.GetBytes(pepper), random);
    }

    /// <param name="entry">Where it is kept and under which Idempotency-Key.</param>
    /// <param name="purpose">What it is: one can't be passed off as the other.</param>
    /// <param name="clear">What to encrypt.</param>
    /// <returns>Nonce, tag and cipher text.</returns>
    public byte[] Seal(VaultEntry entry, string purpose, ReadOnlySpan<byte> clear)
    {
        var box = new byte[NonceBytes + TagBytes + clear.Length];
        var (nonce, tag, cipher) = Parts(box);
        _random.Fill(nonce);
        using var aes = new AesGcm(KeyFor(entry), TagBytes);
        aes.Encrypt(nonce, clear, cipher, tag, entry.Context(purpose));
        return box;
    }

    /// <exception cref="MothershipException">Conflict: it can't be read any more, because the pepper was
    /// changed.</exception>
    public byte[] Open(VaultEntry entry, string purpose, byte[] box)
    {
        var (nonce, tag, cipher) = Parts(box);
        var clear = new byte[cipher.Length];
        using var aes = new AesGcm(KeyFor(entry), TagBytes);
        try
        {
            aes.Decrypt(nonce, cipher, tag, clear, entry.Context(purpose));
            return clear;
        }
        catch (AuthenticationTagMismatchException mismatch)
        {
            throw new MothershipException(
                ErrorKind.Conflict,
                [
                    new Fault(
                        "idempotency_answer_lost",
                        "The first answer to this key can't be repeated. Read the resource instead."
                    ),
                ],
                $"Idempotency entry {entry.RowKey} does not open: was IdempotencyPepper changed?",
                mismatch
            );
        }
    }

    private byte[] KeyFor(VaultEntry entry) =>
        HKDF.DeriveKey(
            HashAlgorithmName.SHA256,
            _pepper,
            32,
            Encoding.UTF8.GetBytes(entry.PartitionKey),
            Encoding.UTF8.GetBytes(entry.Route + "\n" + entry.IdempotencyKey)
        );

    private static Box Parts(byte[] box) =>
        new(box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes, TagBytes), box.AsSpan(NonceBytes + TagBytes));

    private readonly ref struct Box(Span<byte> nonce, Span<byte> tag, Span<byte> cipher)
    {
        private readonly Span<byte> _nonce = nonce;
        private readonly Span<byte> _tag = tag;
        private readonly Span<byte> _cipher = cipher;

        public void Deconstruct(out Span<byte> nonce, out Span<byte> tag, out Span<byte> cipher)
        {
            nonce = _nonce;
            tag = _tag;
            cipher = _cipher;
        }
    }
}

/// <summary>Where an answer is kept, and under which Idempotency-Key.</summary>
internal sealed record VaultEntry(string PartitionKey, string RowKey, string Route, string IdempotencyKey)
{
    public byte[] Context(string purpose) => Encoding.UTF8.GetBytes($"{PartitionKey}/{RowKey}/{purpose}");
}
