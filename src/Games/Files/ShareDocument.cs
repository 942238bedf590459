namespace Forewarn.Games;

internal sealed record ShareDocument(string[] Actions, double Share);
