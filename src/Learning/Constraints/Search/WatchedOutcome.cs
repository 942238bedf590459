namespace Forewarn.Learning.Constraints.Search;

/// <summary>What a constrained search earned and what it did on the way.</summary>
/// <param name="Return">Mean return of the episodes of the last tenth of the search.</param>
/// <param name="Entries">Entries into the failure set during the whole search.</param>
/// <param name="LateEntries">The same during its last tenth, per episode.</param>
/// <param name="StepsToLevel">Environment steps until the level of reward was reached; the whole search where it was not.</param>
/// <param name="EntriesToLevel">Entries until then.</param>
/// <param name="Reached">Whether it was.</param>
internal sealed record WatchedOutcome(
    double Return, long Entries, double LateEntries, long StepsToLevel, long EntriesToLevel, bool Reached);
