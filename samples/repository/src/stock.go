package till

import "fmt"

type Stock struct {
	counts map[string]int
}

func NewStock() *Stock {
	return &Stock{counts: map[string]int{}}
}

func (s *Stock) Receive(id string, count int) {
	s.counts[id] += count
}

func (s *Stock) Take(id string, count int) error {
	if s.counts[id] < count {
		return fmt.Errorf("%s: %d wanted, %d there", id, count, s.counts[id])
	}
	s.counts[id] -= count
	return nil
}
