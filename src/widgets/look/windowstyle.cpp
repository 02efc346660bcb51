// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/windowstyle.h"

#include <QMenuBar>

namespace holdline::widgets {

WindowStyle::WindowStyle() : QProxyStyle(QStringLiteral("Fusion")) { }

int WindowStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                           QStyleHintReturn *returnData) const
{
    if (hint == SH_UnderlineShortcut && qobject_cast<const QMenuBar *>(widget))
        return widget->hasFocus();
    if (hint == SH_DialogButtonBox_ButtonsHaveIcons)
        return 0;
    return QProxyStyle::styleHint(hint, option, widget, returnData);
}

int WindowStyle::pixelMetric(PixelMetric metric, const QStyleOption *option,
                             const QWidget *widget) const
{
    constexpr int kMoreMenus = 30; // width of the button for menus that have no room
    if (metric == PM_ToolBarExtensionExtent && qobject_cast<const QMenuBar *>(widget))
        return kMoreMenus;
    return QProxyStyle::pixelMetric(metric, option, widget);
}

} // namespace holdline::widgets
