// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace holdline::widgets {

/// A row of controls that stand below each other while there is not enough room beside each other.
/// Needs a QBoxLayout.
class WrappingRow : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// Allows any width in which the widest control has room.
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
};

} // namespace holdline::widgets
