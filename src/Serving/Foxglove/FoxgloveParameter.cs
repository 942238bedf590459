namespace Forewarn.Serving;

/// <summary>A text that clients may read and, where it has a setter, set.</summary>
/// <param name="Name">For example <c>/forewarn/wish</c>.</param>
/// <param name="Get">Called on any thread; must be quick.</param>
/// <param name="Set">Sets it and gives null, or the reason why not. Null: it can only be read.</param>
public sealed record FoxgloveParameter(string Name, Func<string> Get, Func<string, CancellationToken, Task<string?>>? Set = null);
