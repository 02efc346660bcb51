#!/usr/bin/python3
# SPDX-FileCopyrightText: The Holdline authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Is a screen reader on the session bus, which is also its accessibility bus, and prints what it
would speak by itself, one line each: "say WORDS" for an announcement, "focus ROLE: NAME" for what
gets the keyboard, "name ROLE: NAME" for a name that changed."""

import os

import pyatspi
from gi.repository import Gio, GLib

EVENTS = (
    "object:announcement",
    "object:state-changed:showing",
    "object:state-changed:focused",
    "object:property-change:accessible-name",
)
# What at-spi-bus-launcher does on a desktop. Its own bus would outlive a test that crashes.
BUS = Gio.DBusNodeInfo.new_for_xml(
    """<node>
  <interface name="org.a11y.Bus">
    <method name="GetAddress"><arg type="s" direction="out"/></method>
  </interface>
  <interface name="org.a11y.Status">
    <property name="IsEnabled" type="b" access="read"/>
    <property name="ScreenReaderEnabled" type="b" access="read"/>
  </interface>
</node>"""
)


def role(source):
    """Its name in at-spi2-core before 2.56, where a push button is not yet a button."""
    name = source.getRoleName()
    return "push button" if name == "button" else name


def words(event):
    if event.type.startswith("object:announcement"):
        return "say " + event.any_data
    source = event.source
    if event.type.startswith("object:state-changed:showing"):
        # As Orca does it: of what appears, only notifications are spoken.
        is_spoken = event.detail1 and source.getRole() == pyatspi.ROLE_NOTIFICATION
        return "say " + source.name if is_spoken else None
    if event.type.startswith("object:state-changed:focused"):
        return f"focus {role(source)}: {source.name}" if event.detail1 else None
    return f"name {role(source)}: {source.name}"


def listen(event):
    try:
        line = words(event)
    except GLib.Error:  # its window is gone
        return
    if line is not None:
        print(line.replace("\n", " "), flush=True)


def offer_bus(connection, _name):
    def answer(*arguments):
        arguments[-1].return_value(GLib.Variant("(s)", (os.environ["AT_SPI_BUS_ADDRESS"],)))

    for interface in BUS.interfaces:
        connection.register_object(
            "/org/a11y/bus", interface, answer, lambda *_: GLib.Variant("b", True), None
        )


def tell(*_arguments):
    print("ready", flush=True)


for name in EVENTS:
    pyatspi.Registry.registerEventListener(listen, name)
Gio.bus_own_name(
    Gio.BusType.SESSION, "org.a11y.Bus", Gio.BusNameOwnerFlags.NONE, offer_bus, tell, None
)
pyatspi.Registry.start()
