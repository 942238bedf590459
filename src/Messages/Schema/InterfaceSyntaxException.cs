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

    /// <summary>Whether the text is right but uses something that this implementation leaves out.</summary>
    public bool Unsupported { get; }
}
