namespace Forewarn.RosBridge.Tests.Actions;

/// <summary>Takes what it is told to and remembers what it was asked.</summary>
internal sealed class Walker : IActionHandler<Count, Count, Text>
{
    public GoalDecision Decision { get; set; } = GoalDecision.Execute;

    public Func<ServerGoal<Count, Count, Text>, bool> MayCancel { get; set; } = _ => true;

    public List<ServerGoal<Count, Count, Text>> Goals { get; } = [];

    public List<ServerGoal<Count, Count, Text>> Canceling { get; } = [];

    public GoalDecision OnGoal(Guid id, Count goal) => goal.Data < 0 ? GoalDecision.Reject : Decision;

    public void OnAccepted(ServerGoal<Count, Count, Text> goal) => Goals.Add(goal);

    public bool OnCancel(ServerGoal<Count, Count, Text> goal) => MayCancel(goal);

    public void OnCanceling(ServerGoal<Count, Count, Text> goal) => Canceling.Add(goal);
}
