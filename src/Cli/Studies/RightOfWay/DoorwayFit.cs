namespace Forewarn.Cli.Studies.RightOfWay;

/// <summary>What a fitted game rests on.</summary>
/// <param name="Situations">In which something was tried.</param>
/// <param name="SituationsShown">Of these, what comes about while all obey the expert.</param>
/// <param name="RowsUntried">Pairs of modes never tried in a situation that was seen.</param>
internal sealed record DoorwayFit(int Episodes, long Transitions, int Situations, int SituationsShown, int RowsUntried);
