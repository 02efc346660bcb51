// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

#include <QDoubleSpinBox>

namespace holdline::widgets {

/// A spin box for a duration in seconds, to the millisecond, without trailing zeros.
class SecondsSpinBox : public QDoubleSpinBox
{
    Q_OBJECT

public:
    explicit SecondsSpinBox(QWidget *parent = nullptr);

    Duration duration() const;
    void setDuration(Duration duration);

    QString textFromValue(double value) const override;
};

} // namespace holdline::widgets
