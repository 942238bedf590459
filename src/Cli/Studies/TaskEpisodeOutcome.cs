using Forewarn.Core;

namespace Forewarn.Cli.Studies;

/// <summary>One steered episode.</summary>
/// <param name="Happened">What the simulator says happened, in words.</param>
/// <param name="Film">Path of the film strip, if one was drawn.</param>
internal sealed record TaskEpisodeOutcome(Decision Decision, string Happened, string? Film);
