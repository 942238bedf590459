using System;

namespace Forewarn.Messages.Generator;

/// <summary>Two names that differ in a definition would be the same in C#.</summary>
internal sealed class NameClashException(string message, int line) : Exception(message)
{
    public int Line { get; } = line;
}
