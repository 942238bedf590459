using Forewarn.Learning.Training;
using Forewarn.Reachability.Transfer;

namespace Forewarn.Learning.Constraints.Inverse.Deployment;

/// <summary>
/// A constraint that was learned, with the dynamics it was learned on. It says nothing by itself: it is asked for the body that it is to guard, and
/// then answers, refuses, or is replaced by a tube that is computed anew.
/// </summary>
public sealed class LearnedConstraint
{
    private readonly ConstraintModel _model;

    internal LearnedConstraint(ConstraintModel model, DynamicsSignature signature)
    {
        signature.Validate();
        (_model, Signature) = (model, signature);
    }

    /// <summary>Of the body it was learned on.</summary>
    public DynamicsSignature Signature { get; }

    /// <summary>The constraint for a body: as it is for the same dynamics, and as a conservative one for wider controls alone.</summary>
    /// <exception cref="Core.ForewarnException">Any other body, with every difference.</exception>
    public GuardedConstraint For(DynamicsSignature deployed) =>
        new(TransferRule.Require(Signature, deployed), _model);

    /// <summary>As above; where the learned constraint does not carry over, the tube of the deployed body is computed from the failure margin, which does.</summary>
    /// <exception cref="Core.ForewarnException">A margin for another failure or another body, or a solver that certifies nothing.</exception>
    public GuardedConstraint For(DynamicsSignature deployed, FailureMargin margin, CancellationToken cancel = default)
    {
        var verdict = TransferRule.Judge(Signature, deployed);
        return verdict.IsAccepted ? new(verdict, _model) : new(verdict, margin.Solve(deployed, cancel), margin.Allowance);
    }

    /// <summary>Writes everything into one file, whole or not at all.</summary>
    /// <exception cref="Core.ForewarnException">The place cannot be written.</exception>
    public void Save(string path)
    {
        var snapshot = new SnapshotWriter();
        snapshot.Add("constraint", _model);
        snapshot.Write(path, ConstraintFile.Describe(_model, Signature));
    }

    /// <exception cref="Core.ForewarnException">The file is missing, cut, of something else, or its numbers make no sense.</exception>
    public static LearnedConstraint Load(string path)
    {
        using var snapshot = SnapshotReader.Open(path);
        var (model, signature) = ConstraintFile.Build(path, snapshot.Metadata);
        snapshot.Restore("constraint", model);
        ConstraintFile.RequireFinite(path, model);
        return new(model, signature);
    }
}
