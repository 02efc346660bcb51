// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QRadioButton;

namespace holdline::widgets {

/// A frame around one of several choices. Stands out while its button is checked. A click beside
/// its fields checks the button, and so does the mnemonic of the label that stands for the button's
/// text, because the text of a button cannot be wrapped.
class ChoiceCard : public QFrame
{
    Q_OBJECT

public:
    using QFrame::QFrame;

    /// A child of this.
    void setButton(QRadioButton &button);

    bool eventFilter(QObject *watched, QEvent *event) override;

protected:
    void mousePressEvent(QMouseEvent *event) override;

private:
    QRadioButton *m_button = nullptr;
};

} // namespace holdline::widgets
