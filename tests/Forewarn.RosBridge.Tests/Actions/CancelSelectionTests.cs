namespace Forewarn.RosBridge.Tests.Actions;

/// <summary>The table of the action design: no id or an id, no stamp or a stamp.</summary>
public sealed class CancelSelectionTests
{
    private static readonly Guid[] Ids = [.. Enumerable.Range(1, 5).Select(i => new Guid(i, 0, 0, new byte[8]))];

    /// <summary>Accepted at 10, 20, 30, 40, 50; the second has ended, the fourth is being canceled.</summary>
    private static List<ServerGoal<Count, Count, Text>> Goals()
    {
        var goals = Ids.Select((id, i) => new ServerGoal<Count, Count, Text>(null!, id, new(), 10 * (i + 1))).ToList();
        Assert.True(goals[1].TryMove(GoalState.Executing) && goals[1].TryMove(GoalState.Succeeded));
        Assert.True(goals[2].TryMove(GoalState.Executing));
        Assert.True(goals[3].TryMove(GoalState.Canceling));
        return goals;
    }

    [Theory]
    [InlineData(0, 0, CancelCode.None, "1 3 5")]
    [InlineData(0, 9, CancelCode.None, "")]
    [InlineData(0, 10, CancelCode.None, "1")]
    [InlineData(0, 45, CancelCode.None, "1 3")]
    [InlineData(3, 0, CancelCode.None, "3")]
    [InlineData(1, 0, CancelCode.None, "1")]
    [InlineData(2, 0, CancelCode.Terminated, "")]
    [InlineData(4, 0, CancelCode.Terminated, "")]
    [InlineData(9, 0, CancelCode.UnknownGoal, "")]
    [InlineData(5, 10, CancelCode.None, "1 5")]
    [InlineData(2, 30, CancelCode.None, "1 3")]
    [InlineData(9, 30, CancelCode.None, "1 3")]
    public void Goals_are_selected(int id, long stamp, CancelCode code, string selected)
    {
        var (got, goals) = CancelSelection.Select(Goals(), id == 0 ? Guid.Empty : new Guid(id, 0, 0, new byte[8]), stamp);
        Assert.Equal((code, selected), (got, string.Join(' ', goals.Select(goal => Array.IndexOf(Ids, goal.Id) + 1))));
    }

    [Fact]
    public void Every_arrow_of_the_goal_state_machine_and_no_other()
    {
        var allowed = new HashSet<(GoalState, GoalState)>
        {
            (GoalState.Accepted, GoalState.Executing), (GoalState.Accepted, GoalState.Canceling),
            (GoalState.Executing, GoalState.Canceling), (GoalState.Executing, GoalState.Succeeded), (GoalState.Executing, GoalState.Aborted),
            (GoalState.Canceling, GoalState.Succeeded), (GoalState.Canceling, GoalState.Aborted), (GoalState.Canceling, GoalState.Canceled),
        };
        GoalState[][] ways =
        [
            [], [GoalState.Executing], [GoalState.Canceling], [GoalState.Executing, GoalState.Succeeded],
            [GoalState.Canceling, GoalState.Canceled], [GoalState.Executing, GoalState.Aborted],
        ];
        foreach (var way in ways)
        {
            foreach (var to in Enum.GetValues<GoalState>())
            {
                var goal = new ServerGoal<Count, Count, Text>(null!, Ids[0], new(), 0);
                Assert.All(way, step => Assert.True(goal.TryMove(step)));
                var from = goal.State;
                Assert.Equal(allowed.Contains((from, to)), goal.TryMove(to));
                Assert.Equal(allowed.Contains((from, to)) ? to : from, goal.State);
            }
        }
    }
}
