// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/secondsspinbox.h"

#include <cmath>

namespace holdline::widgets {

namespace {

constexpr double kLongest = 3600;
constexpr int kDecimals = 3;
constexpr double kMilliseconds = 1000;

} // namespace

SecondsSpinBox::SecondsSpinBox(QWidget *parent) : QDoubleSpinBox(parent)
{
    setDecimals(kDecimals);
    setRange(0, kLongest);
    setStepType(AdaptiveDecimalStepType);
    setSuffix(tr(" s", "seconds, behind a number"));
}

Duration SecondsSpinBox::duration() const
{
    return Duration(std::llround(value() * kMilliseconds));
}

void SecondsSpinBox::setDuration(Duration duration)
{
    setValue(static_cast<double>(duration.count()) / kMilliseconds);
}

QString SecondsSpinBox::textFromValue(double value) const
{
    QLocale plain = locale();
    plain.setNumberOptions(QLocale::OmitGroupSeparator);
    return plain.toString(value, 'g', QLocale::FloatingPointShortest);
}

} // namespace holdline::widgets
