namespace Forewarn.Games;

internal sealed record AgentDocument(string Name, string[] Actions);
