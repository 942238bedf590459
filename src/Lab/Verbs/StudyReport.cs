using Forewarn.Learning.Preferences.Studies;
using Forewarn.Learning.Studies;

namespace Forewarn.Lab.Verbs;

/// <summary>A study's result as it is committed.</summary>
/// <param name="Command">The command line that made it.</param>
/// <param name="Date">Day and time, UTC.</param>
/// <param name="Machine">Processor, cores and system.</param>
internal sealed record StudyReport(string Command, string Date, string Machine, StudyResult Result);
