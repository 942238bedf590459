"""Runs a launch file without ROS: everything it imports is a class that remembers what it was made with.

    run_launch.py FILE NAME=VALUE...        prints, as JSON, the actions in order
"""
import json
import runpy
import sys
import types


class Recorded(type):
    def __getattr__(cls, name):
        return f'{cls.__name__}.{name}'


def recorder(name):
    def perform(self, context):
        return context[self.args[0]]

    def init(self, *args, **named):
        self.args, self.named = args, named

    return Recorded(name, (), {'__init__': init, 'perform': perform})


class Module(types.ModuleType):
    def __getattr__(self, name):
        made = recorder(name)
        setattr(self, name, made)
        return made


def plain(value):
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(type(value), Recorded):
        kind = type(value).__name__
        if kind == 'LaunchConfiguration':
            return f'${value.args[0]}'
        return {'kind': kind, 'args': plain(value.args), **plain(value.named)}
    return value.__name__ if isinstance(value, type) else value if isinstance(value, (str, int, float, bool)) else str(value)


def actions(description, context):
    for action in description.args[0]:
        if type(action).__name__ == 'OpaqueFunction':
            yield from action.named['function'](context)
        else:
            yield action


def main(file, *settings):
    for name in ('launch', 'launch_ros', 'lifecycle_msgs'):
        for part in ('', '.actions', '.event_handlers', '.events', '.events.lifecycle', '.substitutions', '.msg',
                     '.launch_description_sources', '.parameter_descriptions'):
            sys.modules[name + part] = Module(name + part)
    description = runpy.run_path(file)['generate_launch_description']()
    context = dict(setting.split('=', 1) for setting in settings)
    json.dump([plain(action) for action in actions(description, context)], sys.stdout)


main(*sys.argv[1:])
