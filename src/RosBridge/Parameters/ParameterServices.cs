using Forewarn.Messages;
using Forewarn.Messages.RclInterfaces;

namespace Forewarn.RosBridge;

/// <summary>
/// The six parameter services of a node and its part of <c>/parameter_events</c>. Where a name is not declared they answer
/// as rclcpp does: a get, get-types or describe with one such name gets an empty answer.
/// </summary>
internal sealed class ParameterServices
{
    private readonly RosNode _node;
    private readonly NodeParameters _parameters;
    private readonly Publisher<ParameterEvent> _events;

    public ParameterServices(RosNode node)
    {
        (_node, _parameters) = (node, node.Parameters);
        _events = node.CreatePublisher<ParameterEvent>("/parameter_events", QosProfile.ParameterEvents);
        _parameters.Happened += Announce;
        node.CreateService<GetParameters, GetParametersRequest, GetParametersResponse>("~/get_parameters", Get);
        node.CreateService<GetParameterTypes, GetParameterTypesRequest, GetParameterTypesResponse>("~/get_parameter_types", GetTypes);
        node.CreateService<SetParameters, SetParametersRequest, SetParametersResponse>("~/set_parameters", Set);
        node.CreateService<SetParametersAtomically, SetParametersAtomicallyRequest, SetParametersAtomicallyResponse>(
            "~/set_parameters_atomically", SetAtomically);
        node.CreateService<DescribeParameters, DescribeParametersRequest, DescribeParametersResponse>("~/describe_parameters", Describe);
        node.CreateService<ListParameters, ListParametersRequest, ListParametersResponse>("~/list_parameters", List);
    }

    private void Get(GetParametersRequest request, GetParametersResponse response)
    {
        foreach (string name in request.Names.Span)
        {
            if (_parameters.TryGet(name, out _, out var value)) response.Values.Add(ParameterMessages.Message(value));
        }

        if (response.Values.Count < request.Names.Count) response.Values.Clear();
    }

    private void GetTypes(GetParameterTypesRequest request, GetParameterTypesResponse response)
    {
        foreach (string name in request.Names.Span)
        {
            if (_parameters.TryGet(name, out _, out var value)) response.Types.Add((byte)value.Kind);
        }

        if (response.Types.Count < request.Names.Count) response.Types.Clear();
    }

    private void Describe(DescribeParametersRequest request, DescribeParametersResponse response)
    {
        foreach (string name in request.Names.Span)
        {
            if (_parameters.TryGet(name, out var spec, out var value))
                response.Descriptors.Add(ParameterMessages.Descriptor(spec, value));
        }

        if (response.Descriptors.Count < request.Names.Count) response.Descriptors.Clear();
    }

    private void Set(SetParametersRequest request, SetParametersResponse response)
    {
        foreach (var parameter in request.Parameters.Span.ToArray())
        {
            string? reason = SetAll([parameter]);
            response.Results.Add(new() { Successful = reason is null, Reason = reason ?? "" });
        }
    }

    private void SetAtomically(SetParametersAtomicallyRequest request, SetParametersAtomicallyResponse response)
    {
        string? reason = SetAll(request.Parameters.Span.ToArray());
        (response.Result.Successful, response.Result.Reason) = (reason is null, reason ?? "");
    }

    private string? SetAll(Parameter[] parameters)
    {
        var values = new List<NamedValue>(parameters.Length);
        foreach (var parameter in parameters)
        {
            if (ParameterMessages.Value(parameter.Value) is not { } value)
                return $"parameter '{parameter.Name}' cannot be set to a value of the unknown type {parameter.Value.TypeValue}";
            values.Add(new(parameter.Name, value));
        }

        return _parameters.Set(values);
    }

    private void List(ListParametersRequest request, ListParametersResponse response)
    {
        var (names, prefixes) = ParameterListing.List(_parameters.Names, request.Prefixes.Span.ToArray(), request.Depth);
        response.Result.Names.Set(names.ToArray());
        response.Result.Prefixes.Set(prefixes.ToArray());
    }

    private void Announce(ParameterChanges changes)
    {
        var happening = new ParameterEvent { Node = _node.FullName.ToString() };
        _node.Clock.Stamp(happening.Stamp);
        ParameterMessages.Add(happening.NewParameters, changes.New);
        ParameterMessages.Add(happening.ChangedParameters, changes.Changed);
        ParameterMessages.Add(happening.DeletedParameters, changes.Deleted);
        _events.Publish(happening);
    }
}
