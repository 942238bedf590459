using Forewarn.Core;

namespace Forewarn.Evaluation.Guarding;

/// <summary>Makes dangerous plans for a task, and tells from physics which plans fail and which are doomed.</summary>
public interface IPlanHazards
{
    /// <summary>A plan that may lead into failure around the next decision, made from one that the policy proposed.</summary>
    /// <param name="rows">Rows executed before the next decision.</param>
    ActionChunk Endanger(ActionChunk plan, int rows, SeedStream seed);

    /// <summary>Plays a plan from the present state; spoils the state.</summary>
    /// <param name="rows">Rows executed before the next decision: there the fallbacks are played too.</param>
    PlanFate Play(ActionChunk plan, int rows);
}
