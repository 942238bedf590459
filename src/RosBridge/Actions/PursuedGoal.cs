namespace Forewarn.RosBridge;

/// <summary>A goal in a client's list, from the sending on; the server's status may come before its answer.</summary>
internal sealed class PursuedGoal<TResult, TFeedback>(Action<TFeedback>? onFeedback)
{
    private ClientGoal<TResult>? _accepted;
    private GoalState _noted;

    public Action<TFeedback>? OnFeedback { get; } = onFeedback;

    public void Accept(ClientGoal<TResult> goal)
    {
        goal.Note(_noted);
        _accepted = goal;
    }

    /// <returns>Whether the goal has ended and is known to have been accepted: it needs no place in the list any more.</returns>
    public bool Note(GoalState state)
    {
        if (state > _noted) _noted = state;
        _accepted?.Note(state);
        return _accepted?.HasEnded ?? false;
    }
}
