// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panes/devicemenu.h"

#include <QMenu>

#include <algorithm>

namespace holdline::widgets {

using audio::Device;

DeviceMenu::DeviceMenu(QMenu &menu, audio::Direction direction)
    : QObject(&menu)
    , m_menu(menu)
    , m_direction(direction)
{
    connect(&menu, &QMenu::aboutToShow, this, &DeviceMenu::fill);
}

void DeviceMenu::fill()
{
    m_menu.clear();
    addEntry(tr("System default"), {});
    m_menu.addSeparator();
    const QList<Device> devices = m_card ? m_card->devices(m_direction) : QList<Device>();
    for (const Device &device : devices)
        addEntry(device.name, device);
    const bool isThere = std::any_of(devices.begin(), devices.end(), [this](const Device &device) {
        return device.id == m_chosen.id;
    });
    if (!m_chosen.id.isEmpty() && !isThere)
        addEntry(tr("%1 (not connected)").arg(m_chosen.name), m_chosen);
    else if (devices.isEmpty())
        m_menu.addAction(tr("None found"))->setEnabled(false);
}

void DeviceMenu::addEntry(const QString &text, const Device &device)
{
    // Names come from drivers, so an ampersand in a name is not a mnemonic.
    QString label = text;
    QAction *action = m_menu.addAction(label.replace(u'&', QStringLiteral("&&")));
    action->setCheckable(true);
    action->setChecked(device.id == m_chosen.id);
    connect(action, &QAction::triggered, this, [this, device] {
        m_chosen = device;
        Q_EMIT chosen(m_direction, device);
    });
}

} // namespace holdline::widgets
