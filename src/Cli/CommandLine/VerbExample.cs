namespace Forewarn.Cli.CommandLine;

/// <param name="Arguments">What follows <c>./forewarn</c>.</param>
/// <param name="Effect">What it does, in a few words.</param>
public sealed record VerbExample(string Arguments, string Effect);
