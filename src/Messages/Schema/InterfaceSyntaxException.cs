using System;

namespace Forewarn.Messages;

/// <summary>A definition that cannot be read. The message says what was found, what was wanted and how to fix it.</summary>
public sealed class InterfaceSyntaxException : Exception
{
    /// <param name="line">From 1; 0 when no single line is to blame.</param>
    public InterfaceSyntaxException(string message, int line, bool unsupported = false) : base(message)
    {
        Line = line;
        Unsupported = unsupported;
    }

    public int Line { get; }

    /// <summary>Type whose definition is to blame; empty when it is the text that was being read.</summary>
    public string Owner { get; set; } = "";

    /// <summary>Type that nobody declares; empty for other errors.</summary>
    public string Missing { get; set; } = "";

    /// <summary>Whether the text is right but uses something that this implementation leaves out.</summary>
    public bool Unsupported { get; }
}
