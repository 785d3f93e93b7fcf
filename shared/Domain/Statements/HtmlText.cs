using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Mothership.Domain.Statements;

/// <summary>
/// HTML in the making. What stands in an interpolated string literally is markup; every value in it is text, whatever
/// it says. So nothing that somebody has chosen becomes markup, without anybody having to think of it.
/// </summary>
internal sealed class HtmlText
{
    private readonly StringBuilder _html = new();

    /// <summary>Adds markup with values.</summary>
    public HtmlText Add([InterpolatedStringHandlerArgument("")] ref Markup markup)
    {
        _ = markup;
        return this;
    }

    /// <summary>Adds a style sheet of our own.</summary>
    public HtmlText AddStyle(string css)
    {
        _html.Append("<style>").Append(css).Append("</style>\n");
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => _html.ToString();

    private void AddValue(string value)
    {
        foreach (var c in value)
            _ = c switch
            {
                '&' => _html.Append("&amp;"),
                '<' => _html.Append("&lt;"),
                '>' => _html.Append("&gt;"),
                '"' => _html.Append("&quot;"),
                '\'' => _html.Append("&#39;"),
                _ when char.IsControl(c) => _html.Append(' '),
                _ => _html.Append(c),
            };
    }

    /// <summary>Takes an interpolated string apart.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Markup
    {
        private readonly HtmlText _to;

        /// <summary>One that writes into <paramref name="to"/>.</summary>
        public Markup(int literalLength, int formattedCount, HtmlText to)
        {
            _to = to;
            _to._html.EnsureCapacity(_to._html.Length + literalLength + 16 * formattedCount);
        }

        /// <summary>Markup.</summary>
        public void AppendLiteral(string markup) => _to._html.Append(markup);

        /// <summary>Text.</summary>
        public void AppendFormatted(string? text) => _to.AddValue(text ?? "");

        /// <summary>A number.</summary>
        public void AppendFormatted(int number) => _to._html.Append(number.ToString(CultureInfo.InvariantCulture));
    }
}
