// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/appearancesettings.h"

#include "widgets/look/theme.h"

#include <QMetaEnum>

namespace holdline::widgets {

using namespace Qt::StringLiterals;

namespace {

const QString kTheme = u"view/theme"_s;
const QString kTextSize = u"view/textSize"_s;

} // namespace

void AppearanceSettings::restore(Theme &theme) const
{
    bool known = false;
    const int choice = QMetaEnum::fromType<Theme::Choice>().keyToValue(
        m_settings.value(kTheme).toByteArray().constData(), &known);
    theme.setChoice(known ? static_cast<Theme::Choice>(choice) : Theme::Choice::FollowSystem);
    bool isNumber = false;
    const int size = m_settings.value(kTextSize).toInt(&isNumber);
    theme.setTextSize(isNumber ? size : Theme::kDefaultTextSize);
}

void AppearanceSettings::store(const Theme &theme)
{
    m_settings.setValue(kTheme,
                        QString::fromLatin1(QMetaEnum::fromType<Theme::Choice>().valueToKey(
                            static_cast<int>(theme.choice()))));
    m_settings.setValue(kTextSize, theme.textSize());
}

} // namespace holdline::widgets
